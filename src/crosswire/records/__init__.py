"""What flows through the house. These modules import errors and each other, nothing else."""
