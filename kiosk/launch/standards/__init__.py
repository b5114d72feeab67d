"""The product examines itself: every screen is drawn in every way and measured against the lines of assets/standards.toml."""
