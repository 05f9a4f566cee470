namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is given in the settings under <c>Parameters:{name}</c>, or generated once and kept.</summary>
public class ParameterResource : Resource
{
    internal ParameterResource(string name, ParameterDefault @default, bool secret)
        : base(name) => (Default, Secret) = (@default, secret);

    internal ParameterDefault Default { get; }

    internal bool Secret { get; }
}

/// <summary>What a parameter's value is when none is given.</summary>
public abstract class ParameterDefault
{
    private protected ParameterDefault()
    {
    }
}

/// <summary>A random value.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>The least number of characters.</summary>
    public int MinLength { get; set; }

    /// <summary>Whether other characters than letters and digits may be in it.</summary>
    public bool Special { get; set; } = true;
}
