using JsHrss.Storage.Keys;

namespace JsHrss.Storage.Tests.Keys;

public sealed class MasterKeyFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("master-key-");

    private string File => Path.Combine(folder.FullName, "keys", "master.key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Development_makes_a_file_that_only_its_owner_reads()
    {
        var made = MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = File }, mayCreate: true);
        Assert.Equal(32, made[1].Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(made[1], MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = File }, mayCreate: true)[1]);
    }

    [Fact]
    public void Production_never_makes_one()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = File }, mayCreate: false));
        Assert.Contains("chmod 600", refusal.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are those of Unix.");
            return;
        }

        MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = File }, mayCreate: true);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Throws<InvalidOperationException>(() => MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = File }, mayCreate: true));
    }

    /// <summary>systemd lends a credential to one account by an access list, whose mask shows as the group's right (LoadCredential).</summary>
    [Fact]
    public void What_the_service_manager_lends_may_show_the_mask_of_its_access_list_and_no_more()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are those of Unix.");
            return;
        }

        MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = File }, mayCreate: true);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", Path.GetDirectoryName(File));
        try
        {
            Assert.Equal(32, MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = File }, mayCreate: false)[1].Length);
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            Assert.Throws<InvalidOperationException>(() => MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = File }, mayCreate: false));
        }
        finally
        {
            Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", null);
        }
    }

    [Fact]
    public void A_file_of_another_length_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllBytes(File, new byte[31]);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Throws<InvalidOperationException>(() => MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = File }, mayCreate: true));
    }
}
