"""Seven people with simulated abilities. This package imports nothing of kiosk, ui or voice: senses in, hands out."""
