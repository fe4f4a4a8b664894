"""The columns a run is made of, the schema behind them, and the ledger of events."""
