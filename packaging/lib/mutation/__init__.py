"""What packaging/mutate is made of: the refusals of the sources, a build in which each has a switch, and its tests."""
