// The proof of work of an open form: the smallest number for which SHA-256(challenge:number) begins with zero bits.
// Written out, since the browser's own digest is there on secure pages alone.
"use strict";
(() => {
  const K = new Uint32Array(64), first = (n) => ((n - Math.floor(n)) * 4294967296) | 0, start = [];
  for (let found = 0, n = 2; found < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (found < 8) start.push(first(Math.sqrt(n)));
    K[found] = first(Math.cbrt(n));
    found += 1;
  }
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  const leading = (text) => {  // the first word of the digest of a short text
    const bytes = new TextEncoder().encode(text), blocks = ((bytes.length + 8) >> 6) + 1;
    const view = new DataView(new ArrayBuffer(blocks * 64)), w = new Uint32Array(64);
    bytes.forEach((byte, at) => view.setUint8(at, byte));
    view.setUint8(bytes.length, 0x80);
    view.setUint32(blocks * 64 - 4, bytes.length * 8);
    let h = start.slice();
    for (let block = 0; block < blocks; block += 1) {
      for (let t = 0; t < 16; t += 1) w[t] = view.getUint32(block * 64 + t * 4);
      for (let t = 16; t < 64; t += 1) {
        const a = w[t - 15], b = w[t - 2];
        w[t] = w[t - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[t - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
      }
      let [a, b, c, d, e, f, g, i] = h;
      for (let t = 0; t < 64; t += 1) {
        const one = (i + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        i = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
      }
      h = [a, b, c, d, e, f, g, i].map((word, at) => (word + h[at]) | 0);
    }
    return h[0] >>> 0;
  };
  document.querySelectorAll("form[data-challenge]").forEach((form) => {
    const field = form.querySelector("input[name=proof]"), bits = Number(form.dataset.bits);
    let number = 0;
    const search = () => {
      for (let end = number + 2000; number < end; number += 1) {
        if (leading(`${form.dataset.challenge}:${number}`) >>> (32 - bits) === 0) {
          field.value = String(number);
          form.dataset.proved = "yes";
          return;
        }
      }
      setTimeout(search, 0);
    };
    search();
    // Whoever presses the button twice has sent once.
    form.addEventListener("submit", () => {
      setTimeout(() => form.querySelectorAll("button[type=submit]").forEach((one) => { one.disabled = true; }), 0);
    });
  });
})();
