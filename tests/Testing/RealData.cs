using System.Diagnostics;
using Papers.Testing.Stack;
using Xunit;

namespace Papers.Testing;

/// <summary>The folder of real data, which is no part of the repository: <c>PAPERS_DATA</c>, or <c>shared/data</c> beside the repository.</summary>
public static class RealData
{
    private static readonly string s_folder = Environment.GetEnvironmentVariable("PAPERS_DATA") ?? Path.Combine(Repository.Root, "..", "shared", "data");

    /// <summary>The path of a file of it; where there is none the test is skipped.</summary>
    public static string PathOf(string file)
    {
        var path = Path.Combine(s_folder, file);
        Assert.SkipUnless(File.Exists(path), "Set PAPERS_DATA to the folder of real data, or lay it beside the repository as shared/data.");
        return path;
    }

    /// <summary>The 456 daily lists of Hugging Face, unpacked into a folder: their paths in the order of their days.</summary>
    public static async Task<IReadOnlyList<string>> UnpackDailyListsAsync(string folder, CancellationToken cancellationToken)
    {
        using var unpack = Process.Start("tar", ["-xJf", PathOf("huggingface-daily.tar.xz"), "-C", folder]);
        await unpack.WaitForExitAsync(cancellationToken);
        return [.. Directory.GetFiles(Path.Combine(folder, "huggingface-daily"), "*.json").Order(StringComparer.Ordinal)];
    }
}
