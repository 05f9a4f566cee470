using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;

namespace Papers.ServiceDefaults.Telemetry;

/// <summary>
/// Libraries log warnings only, not every command and request. They are defaults: any other configuration source, such as a setting
/// <c>Logging:LogLevel:Npgsql</c>, overrides them.
/// </summary>
public static class LoggingDefaults
{
    private static readonly Dictionary<string, string?> s_levels = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",
        ["Logging:LogLevel:MassTransit"] = "Warning",

        // It logs each attempt to connect as an error; the health check says that Redis is unavailable.
        ["Logging:LogLevel:StackExchange.Redis"] = "Critical",
        [$"Logging:LogLevel:{OperationsLog.Category}"] = "Information",
    };

    internal static void AddLoggingDefaults(this WebApplicationBuilder builder) =>
        ((Microsoft.Extensions.Configuration.IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = s_levels });
}
