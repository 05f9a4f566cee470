using Xunit.Sdk;
using Xunit.v3;

// Two whole stacks at once on two cores measure one another.
[assembly: Parallelization(Mode = ParallelMode.None)]
