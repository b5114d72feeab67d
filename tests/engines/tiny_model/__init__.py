"""A TEST FIXTURE: a tiny genuine vosk model, made of synthetic speech, for the words of the product.

It proves that loading, grammars, end-pointing and threads work with the real library; it says nothing of how people are understood, and
it is refused as a citizen's model (voice.model_folder). `build.folder()` builds it once.
"""
