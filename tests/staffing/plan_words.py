"""What the tests of plans agree on."""

YEAR = 2026
DOCUMENT = "泰编办〔2026〕7号"
