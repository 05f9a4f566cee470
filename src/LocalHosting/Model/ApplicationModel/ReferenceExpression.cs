using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with places that are filled in when the application runs, and that the manifest shows in braces.</summary>
internal sealed record ReferenceExpression(IReadOnlyList<IExpression> Parts) : IExpression
{
    public string ManifestExpression => string.Concat(Parts.Select(part => part.ManifestExpression));

    public IEnumerable<IExpression> Leaves => Parts.SelectMany(part => part.Leaves);

    public string Resolve(IResolvedValues values) => string.Concat(Parts.Select(part => part.Resolve(values)));

    public static ReferenceExpression Create(Handler text) => new(text.Parts);

    [InterpolatedStringHandler]
    internal readonly ref struct Handler
    {
        public Handler(int literalLength, int formattedCount) => Parts = new(capacity: formattedCount * 2);

        public List<IExpression> Parts { get; }

        public void AppendLiteral(string text) => Parts.Add(new Literal(text));

        public void AppendFormatted(string text) => AppendLiteral(text);

        public void AppendFormatted(IExpression expression) => Parts.Add(expression);
    }
}

/// <summary>A value with two faces: the expression that the manifest shows, and the text that a process is given.</summary>
internal interface IExpression
{
    string ManifestExpression { get; }

    IEnumerable<IExpression> Leaves => [this];

    string Resolve(IResolvedValues values);
}

/// <summary>What is known only when the application runs.</summary>
internal interface IResolvedValues
{
    string ValueOf(ParameterResource parameter);

    (string Host, int Port) AddressOf(IResource resource, Endpoint endpoint);
}

internal sealed record Literal(string Text) : IExpression
{
    public string ManifestExpression => Text;

    public string Resolve(IResolvedValues values) => Text;
}

/// <summary>The value of a parameter, as it is or escaped for a URI.</summary>
internal sealed record ParameterReference(ParameterResource Parameter, bool UriEncoded = false) : IExpression
{
    /// <summary>The manifest's name for the escaped value of a parameter.</summary>
    public static string UriEncodedName(ParameterResource parameter) => $"{parameter.Name}-uri-encoded";

    public string ManifestExpression => UriEncoded ? $"{{{UriEncodedName(Parameter)}.value}}" : $"{{{Parameter.Name}.value}}";

    public string Resolve(IResolvedValues values) => UriEncoded ? Uri.EscapeDataString(values.ValueOf(Parameter)) : values.ValueOf(Parameter);
}

/// <summary>Another resource's connection string.</summary>
internal sealed record ConnectionStringReference(IResourceWithConnectionString Resource) : IExpression
{
    public string ManifestExpression => $"{{{Resource.Name}.connectionString}}";

    public IEnumerable<IExpression> Leaves => Resource.ConnectionStringExpression.Leaves;

    public string Resolve(IResolvedValues values) => Resource.ConnectionStringExpression.Resolve(values);
}
