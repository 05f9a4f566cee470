using System.Text.RegularExpressions;

namespace Papers.AppHost.Operators;

/// <summary>What <c>--help</c> prints: the settings as docs/operating.md lists them, which is built into this program.</summary>
internal static partial class SettingsHelp
{
    private static readonly string[] s_words = ["--help", "-h", "-?", "help"];

    public static bool PrintIfWanted(string[] args, TextWriter output)
    {
        if (!args.Any(argument => s_words.Contains(argument)))
        {
            return false;
        }

        using var docs = new StreamReader(typeof(SettingsHelp).Assembly.GetManifestResourceStream("operating.md")!); // Not null: the project embeds it.
        output.WriteLine("Starts Papers: ./run [SETTING…], or dotnet run --project AppHost -- [SETTING…]");
        output.WriteLine();
        output.WriteLine("Settings are written --Section:Name=value, or in the environment Section__Name=value.");
        output.WriteLine();
        foreach (var (setting, unlessSet, meaning) in Settings(docs.ReadToEnd()))
        {
            output.WriteLine($"  --{setting}");
            output.WriteLine($"        {meaning}; unless set: {unlessSet}");
        }

        return true;
    }

    /// <summary>The rows of the table under the heading "Settings".</summary>
    internal static IReadOnlyList<(string Setting, string UnlessSet, string Meaning)> Settings(string markdown) =>
    [
        .. markdown[markdown.IndexOf("## Settings", StringComparison.Ordinal)..].Split('\n')
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => CellBorder().Split(line.Trim('|', ' ')).Select(cell => cell.Replace("`", "").Replace("\\|", "|").Trim()).ToList())
            .Where(cells => cells.Count == 3)
            .Select(cells => (cells[0], cells[1], cells[2])),
    ];

    // A bar within a cell has a backslash before it.
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellBorder();
}
