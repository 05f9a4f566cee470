using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds parameters.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value, where none is given in <c>Parameters:{name}</c>, is made by the default.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="value">Makes the value when none is given.</param>
    /// <param name="secret">Never shown.</param>
    /// <param name="persist">Kept for the next run. Local hosting keeps every generated value.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.Model.Add(builder, new ParameterResource(name, value, secret));

    // As Aspire: 22 characters hold 128 random bits in every alphabet that it uses.
    internal static ParameterResource GeneratedPassword(string serverName, bool special) =>
        new($"{serverName}-password", new GenerateParameterDefault { MinLength = 22, Special = special }, secret: true);
}
