using System.Text.RegularExpressions;
using Npgsql;
using Xunit;

namespace Papers.Testing.Stack;

/// <summary>The stack's database as its superuser sees it, for what no service would do.</summary>
public static partial class StackDatabase
{
    public static async Task<NpgsqlDataSource> OpenDatabaseAsync(this PapersStack stack)
    {
        var postgres = Assert.Single(StackProcesses.Serving(stack.ProcessId, "postgres"));
        var password = await File.ReadAllTextAsync(Path.Combine(stack.DataDirectory, "secrets", "postgres-password"));
        var port = PortArgument().Match(postgres.Command).Groups["port"].Value;
        return NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=postgres;Password={password.Trim()};Database=papersdb;Pooling=false");
    }

    [GeneratedRegex("-p (?<port>[0-9]+)")]
    private static partial Regex PortArgument();
}
