using Papers.Testing;

[assembly: AssemblyFixture(typeof(TestServers))]
