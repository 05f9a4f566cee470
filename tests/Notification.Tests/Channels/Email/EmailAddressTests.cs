using Papers.Notification.Channels.Email;

namespace Papers.Notification.Tests.Channels.Email;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.org", "ada@example.org")]
    [InlineData("  ada@example.org\t", "ada@example.org")]
    [InlineData("Ada.Lovelace+papers@Example.ORG", "Ada.Lovelace+papers@example.org")]
    [InlineData("o'brien!#$%&*=?^_`{|}~/-@example.org", "o'brien!#$%&*=?^_`{|}~/-@example.org")]
    [InlineData("jö@example.org", "jö@example.org")]
    [InlineData("a@bücher.example", "a@xn--bcher-kva.example")]
    [InlineData("a@BÜCHER.example", "a@xn--bcher-kva.example")]
    [InlineData("a@例え.テスト", "a@xn--r8jz45g.xn--zckzah")]
    public void A_valid_address_is_accepted(string text, string value) =>
        Assert.Equal(value, EmailAddress.Parse(text)?.Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.org")]
    [InlineData("ada@")]
    [InlineData("ada@example")]
    [InlineData("ada@example.")]
    [InlineData("ada@.org")]
    [InlineData("ada@example..org")]
    [InlineData("ada@-example.org")]
    [InlineData("ada@exa_mple.org")]
    [InlineData("ada@127.0.0.1")]
    [InlineData("ada@[127.0.0.1]")]
    [InlineData(".ada@example.org")]
    [InlineData("ada.@example.org")]
    [InlineData("a..da@example.org")]
    [InlineData("a da@example.org")]
    [InlineData("ada@exam ple.org")]
    [InlineData("a@b@example.org")]
    [InlineData("\"ada\"@example.org")]
    [InlineData("Ada <ada@example.org>")]
    [InlineData("ada@example.org, eve@example.org")]
    [InlineData("ada@example.org\r\nBcc: eve@example.org")]
    [InlineData("ada\r\nBcc: eve@example.org")]
    [InlineData("ada@example.org\0")]
    [InlineData("\u202Eada@example.org")]
    [InlineData("ada\u200B@example.org")]
    [InlineData("ada@example.org\u2028")]
    public void Invalid_addresses_and_those_that_could_break_a_header_are_rejected(string? text) =>
        Assert.Null(EmailAddress.Parse(text));

    [Fact]
    public void An_unpaired_surrogate_is_rejected() => Assert.Null(EmailAddress.Parse("ada\uD800@example.org"));

    [Fact]
    public void An_address_has_the_length_limits_of_SMTP()
    {
        var domain = $"{new string('d', 63)}.{new string('d', 63)}.{new string('d', 57)}.org";

        Assert.Equal(254, EmailAddress.Parse($"{new string('a', 64)}@{domain}")?.Value.Length);
        Assert.Null(EmailAddress.Parse($"{new string('a', 64)}@d{domain}"));
        Assert.Null(EmailAddress.Parse($"{new string('a', 65)}@example.org"));
        Assert.Null(EmailAddress.Parse($"{new string('ö', 33)}@example.org"));
        Assert.Null(EmailAddress.Parse($"a@{new string('d', 64)}.org"));
    }

    [Fact]
    public void Spellings_of_one_mailbox_have_the_same_key() =>
        Assert.Equal(EmailAddress.Parse("ADA@EXAMPLE.org")?.Key, EmailAddress.Parse("ada@example.ORG")?.Key);

    [Theory]
    [InlineData("ada@example.org", "a…@example.org")]
    [InlineData("x@example.org", "x…@example.org")]
    public void A_masked_address_keeps_the_first_character_and_the_domain(string text, string masked)
    {
        Assert.Equal(masked, EmailAddress.Parse(text)?.Masked);
        Assert.Equal(masked, EmailAddress.Parse(text)?.ToString());
    }
}
