using Microsoft.Extensions.Configuration;

namespace Papers.AppHost.Operators;

internal static class ForwardedSettings
{
    /// <summary>Passes what an operator sets in these sections, on the command line or in the environment, to this service.</summary>
    public static IResourceBuilder<ProjectResource> WithSettings(this IResourceBuilder<ProjectResource> service, params string[] sections) =>
        service.WithEnvironment(context =>
        {
            if (context.ExecutionContext.IsPublishMode)
            {
                return;
            }

            foreach (var (key, value) in sections.SelectMany(section => service.ApplicationBuilder.Configuration.GetSection(section).AsEnumerable()))
            {
                if (value is not null)
                {
                    context.EnvironmentVariables[key.Replace(":", "__", StringComparison.Ordinal)] = value;
                }
            }
        });

    /// <summary>A folder from a setting as a full path, which the services get.</summary>
    public static void SetFolder(this IConfiguration settings, string setting, string unlessSet) =>
        settings[setting] = Path.GetFullPath(settings[setting] ?? unlessSet);
}
