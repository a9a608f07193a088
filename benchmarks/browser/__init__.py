"""What benchmarks need to measure in a real Chromium: a site to serve, a browser, its memory."""
