using System.Reflection;
using Papers.LocalHosting.Running;

namespace Papers.Architecture.Tests;

public sealed class AspireSurfaceTests
{
    private static readonly Assembly LocalHosting = typeof(ResourceBoard).Assembly;

    [Fact]
    public void Local_hosting_shows_what_the_app_host_needs_and_nothing_more()
    {
        var shown = AspireSurface.PublicTypes(LocalHosting);
        var used = AspireSurface.NamesUsedBy(Repository.AssemblyOf("AppHost"));
        var needed = AspireSurface.Closure(shown.Where(type => used.Contains(type.FullName)));

        Assert.Empty(used.Except(shown.Select(type => type.FullName)));
        Assert.Equal(needed.Select(type => type.FullName).Order(), shown.Select(type => type.FullName).Order());
    }

    // The file holds what Aspire 13.5.2 has: change it only with that beside you.
    [Fact]
    public async Task What_it_shows_has_Aspires_names_and_signatures()
    {
        var pinned = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests/Architecture.Tests/AspireSurfaceTests.txt"), TestContext.Current.CancellationToken);

        Assert.Equal(pinned, AspireSurface.PublicTypes(LocalHosting).SelectMany(AspireSurface.Describe));
    }

    [Fact]
    public void A_type_that_nobody_needs_is_found()
    {
        var closure = AspireSurface.Closure([typeof(Aspire.Hosting.Sample.Needed)]);

        Assert.Contains(typeof(Aspire.Hosting.Sample.NeededToo<>), closure);
        Assert.DoesNotContain(typeof(Aspire.Hosting.Sample.NotNeeded), closure);
    }

    [Fact]
    public void A_parameter_of_another_name_is_found() =>
        Assert.Equal(
            ["class Needed", "    IEnumerable<NeededToo<Int32>> Ask<T>(T[] others, Int32? port = null) where T : IComparable", "    new()"],
            AspireSurface.Describe(typeof(Aspire.Hosting.Sample.Needed)));
}
