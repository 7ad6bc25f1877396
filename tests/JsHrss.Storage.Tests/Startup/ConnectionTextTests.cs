using JsHrss.Storage.Startup;

namespace JsHrss.Storage.Tests.Startup;

public sealed class ConnectionTextTests
{
    [Theory]
    [InlineData("Sqlite", "Data Source=idp.db")]
    [InlineData("PostgreSql", "Host=db.example;Database=idp;Username=idp_server;SSL Mode=VerifyFull")]
    [InlineData("SqlServer", "Server=db.example;Database=idp;User Id=idp_server;Encrypt=Strict")]
    public void A_connection_string_of_the_provider_is_read(string provider, string text) =>
        Assert.True(ConnectionText.IsRead(new DatabaseOptions { Provider = provider, ConnectionString = text, OwnerConnectionString = text }));

    [Theory]
    [InlineData("Sqlite", "idp.db")]
    [InlineData("Sqlite", "Host=db.example")]
    [InlineData("PostgreSql", "x")]
    [InlineData("PostgreSql", "Host=db.example;Port=many")]
    [InlineData("PostgreSql", "Server=db.example;User Id=a;Encrypt=Strict")]
    [InlineData("SqlServer", "x")]
    [InlineData("SqlServer", "Server=db.example;Encrypt=perhaps")]
    [InlineData("SqlServer", "Host=db.example;Username=a")]
    public void What_the_driver_does_not_understand_is_refused_before_it_is_used(string provider, string text)
    {
        Assert.False(ConnectionText.IsRead(new DatabaseOptions { Provider = provider, ConnectionString = text }));
        Assert.False(ConnectionText.IsRead(new DatabaseOptions { Provider = provider, OwnerConnectionString = text }));
    }
}
