// Each test starts a stack of its own on two cores: one at a time.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
