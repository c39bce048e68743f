"""What the archive costs, as ratios: each figure is measured against a baseline in the same run.

``python -m benchmarks`` runs all of it and prints one table. README.md beside this file says what each figure
is and what was measured.
"""
