using System.Text;

namespace Papers.Ingest.Tests.Fuzz;

/// <summary>Makes bad input of good: the same seed makes the same bytes.</summary>
public static class MutatedInput
{
    public const int Longest = 256 * 1024;

    private static readonly string[] s_numbers = ["0", "-1", "99999999999999999999999", "2147483648", "1e400", "0.000000001", "-9223372036854775809", "00000000000000000000001", "٢٤٠١", "２４０１"];
    private static readonly byte[][] s_broken = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF8, 0x88, 0x80, 0x80, 0x80], [0], [0xEF, 0xBF, 0xBF], [0xE2, 0x80, 0xAE]];
    private static readonly string[] s_nests = ["[", "{", "(", "{\"a\":", "<a>", "{\\a", "\"", "\\emph{", "$", "<a b='", "[["];

    /// <param name="random">Decides everything.</param>
    /// <param name="seeds">At least one.</param>
    /// <param name="tokens">Of the format.</param>
    public static byte[] Make(Random random, IReadOnlyList<byte[]> seeds, IReadOnlyList<string> tokens)
    {
        var input = seeds[random.Next(seeds.Count)];
        for (var left = 1 + random.Next(5); left > 0; left--)
        {
            input = Mutate(input, random, seeds, tokens);
        }

        return input.Length > Longest ? input[..Longest] : input;
    }

    private static byte[] Mutate(byte[] input, Random random, IReadOnlyList<byte[]> seeds, IReadOnlyList<string> tokens)
    {
        var at = random.Next(input.Length + 1);
        var length = random.Next(Math.Min(input.Length - at, 1 << random.Next(1, 13)) + 1);
        switch (random.Next(11))
        {
            case 0:
                return Flip(input, random);
            case 1:
                return input[..at];
            case 2:
                var other = seeds[random.Next(seeds.Count)];
                return [.. input.AsSpan(0, at), .. other.AsSpan(random.Next(other.Length + 1))];
            case 3:
                var repeats = 1 + random.Next(Math.Max(1, Math.Min(2_000, Longest / (length + 1))));
                return Insert(input, at, Repeat(input.AsSpan(at, length), repeats));
            case 4:
                return ReplaceNumber(input, at, random);
            case 5:
                return Insert(input, at, Repeat(Encoding.UTF8.GetBytes(s_nests[random.Next(s_nests.Length)]), 1 << random.Next(16)));
            case 6:
                return Insert(input, at, s_broken[random.Next(s_broken.Length)]);
            case 7:
                return [.. input.AsSpan(0, at), .. input.AsSpan(at + length)];
            case 8:
                return Insert(input, at, Repeat(Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Count)]), 1 << random.Next(12)));
            case 9:
                var to = random.Next(input.Length + 1);
                return Insert(input, to, input.AsSpan(at, length).ToArray());
            default:
                return Insert(input, at, Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Count)]));
        }
    }

    private static byte[] Flip(byte[] input, Random random)
    {
        var flipped = (byte[])input.Clone();
        for (var left = input.Length == 0 ? 0 : 1 + random.Next(16); left > 0; left--)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }

    private static byte[] ReplaceNumber(byte[] input, int from, Random random)
    {
        var start = input.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (start < 0)
        {
            return input;
        }

        start += from;
        var length = input.AsSpan(start).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var end = length < 0 ? input.Length : start + length;
        return [.. input.AsSpan(0, start), .. Encoding.UTF8.GetBytes(s_numbers[random.Next(s_numbers.Length)]), .. input.AsSpan(end)];
    }

    private static byte[] Insert(byte[] input, int at, byte[] piece) =>
        input.Length + piece.Length > 2 * Longest ? input : [.. input.AsSpan(0, at), .. piece, .. input.AsSpan(at)];

    private static byte[] Repeat(ReadOnlySpan<byte> piece, int times)
    {
        var repeated = new byte[piece.Length * times];
        for (var i = 0; i < times; i++)
        {
            piece.CopyTo(repeated.AsSpan(i * piece.Length));
        }

        return repeated;
    }
}
