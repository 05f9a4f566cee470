using System.Text;
using System.Text.Json;

namespace Papers.Testing.Stack;

/// <summary>The folder from which a stack takes files.</summary>
public static class StackInbox
{
    /// <summary>Puts a file into the inbox as careful people do: written under another name, then renamed.</summary>
    public static async Task DropAsync(this PapersStack stack, string name, Stream content)
    {
        Directory.CreateDirectory(stack.Inbox);
        var part = Path.Combine(stack.Inbox, $".{name}.part");
        await using (var file = File.Create(part))
        {
            await content.CopyToAsync(file);
        }

        File.Move(part, Path.Combine(stack.Inbox, name));
    }

    public static Task DropAsync(this PapersStack stack, string name, string content) => stack.DropAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(content)));

    /// <summary>Waits until a file was taken, and reads its report.</summary>
    public static async Task<JsonElement> ReportAsync(this PapersStack stack, string name, TimeSpan patience)
    {
        var report = Path.Combine(stack.Inbox, "done", $"{name}.report.json");
        await Eventually.TrueAsync(() => File.Exists(report), patience);
        return JsonDocument.Parse(await File.ReadAllTextAsync(report)).RootElement;
    }
}
