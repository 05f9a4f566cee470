namespace Papers.LocalServers.Tests.Servers;

public sealed class RabbitMqHomeTests
{
    [Fact]
    public void Reads_the_dependencies_from_a_resource_file()
    {
        var needed = RabbitMqHome.Dependencies("""
            {application, 'osiris', [
            	{description, "[not, these]"},
            	{modules, ['osiris','osiris_app']},
            	{registered, [osiris_sup]},
            	{applications, [kernel,stdlib,
            	    gen_batch_server]},
            	{included_applications,[]},
            	{optional_applications, [lz4]},
            	{env, []}
            ]}.
            """);

        Assert.Equal(["kernel", "stdlib", "gen_batch_server", "lz4"], needed);
    }
}
