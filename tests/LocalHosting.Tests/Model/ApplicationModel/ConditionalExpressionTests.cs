using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Papers.LocalHosting.Tests.Running;

namespace Papers.LocalHosting.Tests.Model.ApplicationModel;

public sealed class ConditionalExpressionTests
{
    private readonly ConditionalExpression _conditional;

    public ConditionalExpressionTests()
    {
        var cache = new DistributedApplicationBuilder([], "/app").AddRedis("cache").Resource;
        var endpoint = ((IResourceWithEndpoints)cache).Endpoints[0];
        _conditional = new ConditionalExpression(new EndpointReference(cache, endpoint, EndpointProperty.TlsEnabled), ",ssl=true");
    }

    [Fact]
    public void Its_name_in_the_manifest_is_the_one_that_Aspire_gives_it() =>
        Assert.Equal("cond-cache-bindings-tcp-tlsenabled-3eddb73a", _conditional.ManifestName);

    [Fact]
    public void It_is_nothing_on_this_machine() =>
        Assert.Equal("", _conditional.Resolve(new FixedValues("", 1)));
}
