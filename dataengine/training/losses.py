"""What a tuned decoder is asked for: the paper's losses, and the published decoder's answers.

Focal and dice loss in the ratio 20 to 1 and squared error for the predicted IoU (Kirillov et al.,
2023, appendix A, "Losses and training"); the least loss of tokens 1 to 3 counts for a lone point,
which is ambiguous. No term pulls these three together: their diversity is what makes candidates
worth offering.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

FOCAL_WEIGHT = 20.0
_GAMMA = 2.0
_ALPHA = 0.25


def mask_losses(logits: Tensor, targets: Tensor) -> Tensor:
    """Focal and dice loss of each mask.

    Args:
        logits: ``(B, T, h, w)``, cut to the picture, without padding.
        targets: ``(B, h, w)``, the share of each cell that the object covers.

    Returns:
        ``(B, T)``.
    """
    wanted = targets[:, None].expand_as(logits)
    entropy = F.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    share = logits.sigmoid()
    right = share * wanted + (1 - share) * (1 - wanted)
    weight = _ALPHA * wanted + (1 - _ALPHA) * (1 - wanted)
    focal = (weight * (1 - right) ** _GAMMA * entropy).flatten(2).mean(2)
    both = (share * wanted).flatten(2).sum(2)
    dice = 1 - (2 * both + 1) / (share.flatten(2).sum(2) + wanted.flatten(2).sum(2) + 1)
    return FOCAL_WEIGHT * focal + dice


def true_ious(logits: Tensor, targets: Tensor) -> Tensor:
    """IoU of each mask with its object, ``(B, T)``, without gradients; arguments as above."""
    masks, truth = logits.detach() > 0, (targets > 0.5)[:, None]
    both = (masks & truth).flatten(2).sum(2)
    either = (masks | truth).flatten(2).sum(2)
    return both / either.clamp(min=1)


def answer_loss(logits: Tensor, predicted: Tensor, targets: Tensor, lone: Tensor) -> Tensor:
    """The loss of answers to prompts whose objects are known.

    Args:
        logits: ``(B, 4, h, w)``, cut to the picture.
        predicted: ``(B, 4)``, the predicted IoU.
        targets: ``(B, h, w)``.
        lone: ``(B,) bool``, which prompts are a lone foreground point.

    Returns:
        A scalar.
    """
    losses = mask_losses(logits, targets)  # (B, 4)
    least = losses[:, 1:].min(dim=1).values
    of_masks = losses[:, 0] + torch.where(lone, least, torch.zeros_like(least))
    of_iou = (predicted - true_ious(logits, targets)).square().sum(dim=1)
    return (of_masks + of_iou).mean()


def distillation_loss(
    logits: Tensor, predicted: Tensor, taught: Tensor, taught_predicted: Tensor
) -> Tensor:
    """How far all four tokens are from what the published decoder answers to the same prompts.

    Cross entropy with its probabilities, weighed so that an object's and the background's cells
    count alike, dice with them, and squared error of the predicted IoU.

    Args:
        logits, taught: ``(B, 4, h, w)``, cut to the picture; ``taught`` has no gradients.
        predicted, taught_predicted: ``(B, 4)``.

    Returns:
        A scalar.
    """
    wanted = taught.sigmoid()
    entropy = F.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    floor = F.binary_cross_entropy_with_logits(taught, wanted, reduction="none")
    surplus = (entropy - floor).flatten(2)
    inside = wanted.flatten(2)
    weight = 0.5 * inside / inside.sum(2, keepdim=True).clamp(min=1) + 0.5 * (1 - inside) / (
        (1 - inside).sum(2, keepdim=True).clamp(min=1)
    )
    of_cells = (weight * surplus).sum(2)
    share = logits.sigmoid().flatten(2)
    both = (share * inside).sum(2)
    squares = share.square().sum(2) + inside.square().sum(2)
    dice = 1 - (2 * both + 1) / (squares + 1)
    of_iou = (predicted - taught_predicted).square()
    return (of_cells + dice + of_iou).sum(dim=1).mean()
