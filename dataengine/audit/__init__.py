"""How good the masks of a batch are, as people who correct a sample of them find, and which of its
pictures are there twice.

As the paper had it (Kirillov et al., 2023, section 5): people correct every mask of some pictures,
and of the pairs of a mask as it was found and as it was corrected 94 % exceed an IoU of 0.90, and
97 % one of 0.75.
"""
