"""Use of a running server as people use it, without a person: for tests, benchmarks, screenshots.

pictures ─> acts (what a visitor does) ─> asking (one client) ─> outcomes
              └─ long_use (many acts)
resident, footprint: what the server holds meanwhile
"""
