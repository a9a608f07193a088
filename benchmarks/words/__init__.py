"""Words as prompts on drawn scenes: the scenes, the tiny models trained on them, and the scores.

``python -m benchmarks.words`` trains the models that lie in ``tests/sam/text/models``, in minutes;
``python -m benchmarks text`` measures with them, or with a user's own.
"""
