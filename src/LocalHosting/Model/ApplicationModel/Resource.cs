namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application, known by its name.</summary>
public abstract class Resource : IResource
{
    private protected Resource(string name)
    {
        var isName = name is { Length: > 0 and <= 64 }
            && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            && !name.EndsWith('-')
            && !name.Contains("--", StringComparison.Ordinal);
        if (!isName)
            throw new ArgumentException($"'{name}' is not a resource name: letters, digits and single hyphens, beginning with a letter, 64 at most.", nameof(name));

        Name = name;
    }

    /// <summary>Unique within the application, upper and lower case being the same.</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
