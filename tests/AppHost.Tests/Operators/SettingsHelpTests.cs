using Papers.AppHost.Operators;

namespace Papers.AppHost.Tests.Operators;

public sealed class SettingsHelpTests
{
    [Fact]
    public void Reads_the_rows_of_the_settings_table_and_no_other()
    {
        var settings = SettingsHelp.Settings(
            """
            ## Start

            | `Not:This` | 1 | one |

            ## Settings

            | setting | default | meaning |
            | --- | --- | --- |
            | `Web:Port` | 8080 | the public port |
            | `Web:Sort` | `a` | `a` \| `b` |

            ## The inbox

            | `Nor:This` | 1 | one |
            """);

        Assert.Equal([("Web:Port", "8080", "the public port"), ("Web:Sort", "a", "a | b")], settings);
    }

    [Fact]
    public void Prints_each_documented_setting()
    {
        var output = new StringWriter();

        Assert.True(SettingsHelp.PrintIfWanted(["--Offline=true", "--help"], output));

        Assert.Contains("--DataDirectory", output.ToString());
        Assert.Contains("--Dashboard:Enabled", output.ToString());
        Assert.Contains("--Notification:Smtp:Host", output.ToString());
    }
}
