/* The phone's camera looks for the symbol of the room's screen, where the browser can read symbols; elsewhere the
   button stays hidden, and the camera of the phone or the six signs do it. Only an address of this very check-in is
   followed. Nothing is kept and nothing sent: what the camera sees stays in the page. */
document.addEventListener("DOMContentLoaded", async () => {
  const box = document.getElementById("scan");
  if (!box || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const start = box.querySelector("button"), video = box.querySelector("video"), trouble = box.querySelector("p");
  box.hidden = false;

  const stop = () => {
    video.srcObject?.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
    video.hidden = true;
    start.hidden = false;
  };
  const look = async () => {
    if (!video.srcObject) return;
    for (const found of await detector.detect(video).catch(() => [])) {
      if (found.rawValue.startsWith(location.origin + box.dataset.address)) {
        stop();
        location.assign(found.rawValue.slice(location.origin.length));
        return;
      }
    }
    setTimeout(look, 200);
  };
  start.addEventListener("click", async () => {
    trouble.hidden = true;
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      start.hidden = true;
      video.hidden = false;
      await video.play();
      look();
    } catch {
      stop();
      trouble.hidden = false;
    }
  });
  addEventListener("pagehide", stop);
});
