using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Papers.ServiceDefaults.Settings;

/// <summary>
/// Checks options by their annotations, and tells what is wrong by the name and the value of the setting. The messages of the annotations
/// therefore say the cure alone.
/// </summary>
internal sealed class AnnotationCheck<TOptions>(string section, IConfiguration configuration) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = Check(section, options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Check(string section, object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            // ErrorMessage is null only for results that say success.
            yield return result.MemberNames.FirstOrDefault() is { } member
                ? SettingText.Fault(configuration, NameOf(section, options, member), result.ErrorMessage!)
                : result.ErrorMessage!;
        }

        foreach (var property in options.GetType().GetProperties().Where(property => Attribute.IsDefined(property, typeof(ValidateObjectMembersAttribute))))
        {
            if (property.GetValue(options) is { } inner)
            {
                foreach (var fault in Check(NameOf(section, options, property.Name), inner))
                {
                    yield return fault;
                }
            }
        }
    }

    private string NameOf(string section, object options, string member)
    {
        var property = options.GetType().GetProperty(member);
        var name = SettingNameAttribute.Of(property) ?? $"{section}:{member}";
        return configuration[name] is null
            && property?.GetCustomAttribute<FormerSettingNameAttribute>() is { } former
            && configuration[$"{section}:{former.Name}"] is not null
            ? $"{section}:{former.Name}"
            : name;
    }
}
