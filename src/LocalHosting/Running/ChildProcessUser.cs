using System.Globalization;

namespace Papers.LocalHosting.Running;

/// <summary>An account of this machine, as /etc/passwd has it.</summary>
public sealed record ChildProcessUser(string Name, int Id, int GroupId)
{
    /// <summary>The account of that name; null when there is none.</summary>
    public static ChildProcessUser? Find(string name)
    {
        if (!File.Exists("/etc/passwd"))
            return null;

        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            var fields = line.Split(':');
            if (fields.Length >= 4
                && fields[0] == name
                && int.TryParse(fields[2], CultureInfo.InvariantCulture, out var id)
                && int.TryParse(fields[3], CultureInfo.InvariantCulture, out var group))
                return new ChildProcessUser(name, id, group);
        }

        return null;
    }
}
