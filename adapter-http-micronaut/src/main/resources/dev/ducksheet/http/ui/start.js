SwaggerUIBundle({ url: '../openapi', dom_id: '#page', deepLinking: true, validatorUrl: null });
