using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Papers.ServiceDefaults.Settings;

/// <summary>What this service reads from its configuration. It is filled while the service is built, and checked when it starts.</summary>
internal sealed class KnownSettings
{
    private readonly List<KnownSetting> _all = [];
    private readonly List<RequiredConnection> _connections = [];
    private readonly HashSet<string> _ownSections = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every setting, with the type that its text is converted to.</summary>
    public IReadOnlyList<KnownSetting> All => _all;

    /// <summary>The connection strings that have to be there.</summary>
    public IReadOnlyList<RequiredConnection> Connections => _connections;

    /// <summary>The top sections that are this service's alone: what is in one and known to nobody is a mistake.</summary>
    public IReadOnlyCollection<string> OwnSections => _ownSections;

    /// <summary>The one list of a service that is being built.</summary>
    public static KnownSettings Of(IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(KnownSettings))?.ImplementationInstance is KnownSettings known)
        {
            return known;
        }

        known = new();
        services.AddSingleton(known);
        return known;
    }

    public void Add(string name, Type type) => _all.Add(new(name, type));

    public void Add(RequiredConnection connection) => _connections.Add(connection);

    /// <summary>Adds the properties that the options bind to a section, and makes its top section this service's own.</summary>
    public void AddSection(string section, Type options, bool isOwn)
    {
        if (isOwn)
        {
            _ownSections.Add(section.Split(':')[0]);
        }

        _all.AddRange(SettingsOf(section, options));
    }

    private static IEnumerable<KnownSetting> SettingsOf(string section, Type options)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = SettingNameAttribute.Of(property) ?? $"{section}:{property.Name}";
            if (SettingText.IsConvertible(property.PropertyType) || SettingText.ItemOf(property.PropertyType) is not null)
            {
                if (property.SetMethod is { IsPublic: true })
                {
                    yield return new(name, property.PropertyType);
                    if (property.GetCustomAttribute<FormerSettingNameAttribute>() is { } former)
                    {
                        yield return new($"{section}:{former.Name}", property.PropertyType);
                    }
                }
            }
            else if (property.PropertyType.IsClass && property.GetMethod is not null && property.PropertyType != options)
            {
                foreach (var inner in SettingsOf(name, property.PropertyType))
                {
                    yield return inner;
                }
            }
        }
    }
}

/// <param name="Name">Its whole name, such as <c>Notification:Smtp:Host</c>.</param>
/// <param name="Type">What its text is converted to.</param>
internal sealed record KnownSetting(string Name, Type Type);

/// <param name="Name">That under <c>ConnectionStrings:</c>.</param>
/// <param name="Example">One that is right.</param>
/// <param name="IsValid">Whether a text can be read as such a connection string.</param>
internal sealed record RequiredConnection(string Name, string Example, Func<string, bool> IsValid);

/// <summary>The whole name of a setting that is not in the section of its options.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    internal static string? Of(MemberInfo? property) => property?.GetCustomAttribute<SettingNameAttribute>()?.Name;
}

/// <summary>The name that a setting had before, under which it is still read.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormerSettingNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
