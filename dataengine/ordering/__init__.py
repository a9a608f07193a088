"""Computing the order of a project's queue: what the model sees in each picture, and the task."""
