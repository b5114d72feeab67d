"""Every screen of the product, met by playing all journeys on the real widgets: for `./run standards` and the tests."""
