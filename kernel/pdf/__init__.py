"""Paper for every trade: fonts, page, QR code, dates. Plain values in, the same bytes out; no Django."""
