using System.Runtime.InteropServices;

namespace Papers.Ingest.Import;

/// <summary>What .NET has no API for. On systems other than Linux every file counts as regular, and folders are not flushed.</summary>
internal static class PosixFiles
{
    private const int CurrentFolder = -100;
    private const uint WantType = 1;
    private const int TypeAndMode = 28;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>False for pipes, sockets and devices, where opening or reading would block.</summary>
    public static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var status = new byte[256];
        return Statx(CurrentFolder, path, 0, WantType, status) == 0 && (BitConverter.ToUInt16(status, TypeAndMode) & TypeMask) == RegularFile;
    }

    /// <summary>Writes a folder's entries to the disk, so that a new name in it survives a power cut.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsLinux() && Open(path, 0) is >= 0 and var handle)
        {
            _ = Fsync(handle); // some file systems cannot flush folders
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
