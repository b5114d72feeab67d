"""From the words that were heard to what was meant: pure functions over the Screen and a data file. Nothing here acts."""
