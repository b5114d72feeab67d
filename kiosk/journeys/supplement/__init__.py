"""补正: what is missing, handed in later (F45). `flow` decides, `screens` shows."""
