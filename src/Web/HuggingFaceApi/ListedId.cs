using System.Security.Cryptography;
using System.Text;

namespace Papers.Web.HuggingFaceApi;

/// <summary>Clients expect ids of 24 hex digits that stay the same.</summary>
internal static class ListedId
{
    private const int Length = 24;

    public static string Of(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..Length];
}
