using Papers.LocalHosting.Servers;

namespace Papers.LocalHosting.Tests.Servers;

public sealed class RabbitMqHomeTests
{
    [Fact]
    public void An_application_needs_those_that_its_resource_file_names()
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
