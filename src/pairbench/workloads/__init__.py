"""Standard workloads of known difference: pair files that show what a machine can tell apart.

In each file every variant repeats the same unit of work; ``same`` as often as the baseline,
``slower_3`` 3 % more often. So the true ratios are known: 1, and 1 / 1.03. What a call costs beside
its units is less than a percent of it, which moves a difference of 5 % by less than 0.05 points.
"""
