namespace LocalHall;

/// <summary>How the other applications are told of the sandbox: by settings alone, as an operator would.</summary>
internal static class Sandbox
{
    private const string Address = "http://localhost:5400";

    public static void Connect(IDictionary<string, string?> settings, string root)
    {
        var keys = Path.Combine(SourceTree.Data(root), "sandbox");
        settings["Development__Clock"] = Address + "/clock";
        settings["Development__Phone"] = Address + "/phone";
        settings["Alipay__Enabled"] = "true";
        settings["Alipay__Gateway"] = Address + "/gateway.do";
        settings["Alipay__AppId"] = "2021000000005400";
        settings["Alipay__PrivateKeyFile"] = Path.Combine(keys, "alipay-app.private.pem");
        settings["Alipay__GatewayKeyFile"] = Path.Combine(keys, "alipay-gateway.public.pem");
        settings["AppFace__Enabled"] = "true";
        settings["AppFace__Service"] = "https://face.app.sandbox.invalid";
        settings["AppFace__KeyFiles__0"] = Path.Combine(keys, "appface-service.public.pem");
        settings["Upstreams__Authority__Enabled"] = "true";
        settings["Upstreams__Authority__Address"] = Address + "/registers/authority/";
        settings["Upstreams__Authority__PrivateKeyFile"] = Path.Combine(keys, "registers-client.private.pem");
        settings["Upstreams__Authority__ServiceKeyFile"] = Path.Combine(keys, "registers-service.public.pem");
        settings["Upstreams__Sms__Enabled"] = "true";
        settings["Upstreams__Sms__Address"] = Address + "/sms/";
        settings["Upstreams__Sms__PrivateKeyFile"] = Path.Combine(keys, "registers-client.private.pem");
        settings["Upstreams__Sms__ServiceKeyFile"] = Path.Combine(keys, "registers-service.public.pem");
    }
}
