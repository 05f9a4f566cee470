using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Papers.LocalHosting.Running;

/// <summary>
/// The value of each parameter: the one given in the settings, else the one generated before and kept in a file that only its owner can read, else a new one.
/// </summary>
internal sealed class ParameterValues(IConfiguration settings, string folder)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Where the value is kept unless it is given.</summary>
    public string FileOf(ParameterResource parameter) => Path.Combine(folder, parameter.Name);

    /// <summary><c>Parameters:{name}</c>; a shell cannot set a variable with a dash in it, so underscores do as well.</summary>
    public string? Given(ParameterResource parameter) =>
        settings[$"Parameters:{parameter.Name}"] ?? settings[$"Parameters:{parameter.Name.Replace('-', '_')}"];

    /// <exception cref="CannotStartException">The kept value cannot be read.</exception>
    public string ValueOf(ParameterResource parameter)
    {
        if (Given(parameter) is { Length: > 0 } given)
            return given;

        var path = FileOf(parameter);
        if (!File.Exists(path))
            return Keep(path, Generate(parameter.Default));

        var kept = Read(path);
        return kept.Length > 0
            ? kept
            : throw new CannotStartException($"The file {path} is empty. Write the value of '{parameter.Name}' into it, or set Parameters:{parameter.Name}.");
    }

    // Letters and digits alone are within every alphabet that a default may allow, and need no escaping anywhere.
    private static string Generate(ParameterDefault @default) =>
        RandomNumberGenerator.GetString(Alphabet, Math.Max(22, @default is GenerateParameterDefault generate ? generate.MinLength : 0));

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new CannotStartException($"The file {path} cannot be read: {denied.Message}");
        }
    }

    private static string Keep(string path, string value)
    {
        // Whole or not at all: a cut password would lock the servers' data up for good.
        var unfinished = $"{path}.tmp";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var writer = new StreamWriter(unfinished, options))
            writer.WriteLine(value);

        File.Move(unfinished, path, overwrite: true);
        return value;
    }
}
